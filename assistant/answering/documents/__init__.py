"""What documents say as wholes: of themselves, their money, reports, contacts and targets."""
