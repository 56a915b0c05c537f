"""From a case file to facts that rules can decide on: one module for each family of rules."""
