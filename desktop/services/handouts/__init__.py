"""The sheet for the family: offered from facts, approved by a person, measured, and printed in two languages."""
