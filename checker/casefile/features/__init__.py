"""Case features: what the letter says of this patient, typed, each with the words that it rests on."""
