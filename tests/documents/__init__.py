"""The pages that are written by hand, and the site that is built of them."""
