"""Rows and sentences that speak of a topic, and whether they hold what is asked."""
