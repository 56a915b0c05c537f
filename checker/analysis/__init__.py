"""From the letter as read to facts that rules can decide on."""
