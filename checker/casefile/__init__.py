"""The letter as read and the knowledge, put together: what each sentence, citation and request is."""
