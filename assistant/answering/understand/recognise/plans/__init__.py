"""Documents meant by a question, by what each way of naming them says."""
