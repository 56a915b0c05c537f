"""The command line: commands, their options, what they print and their exit codes."""
