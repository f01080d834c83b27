"""Words of questions and documents: tokens, phrases of the tables, and how much each word tells."""
