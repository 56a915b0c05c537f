"""Case features: what sentences on the patient tell."""
