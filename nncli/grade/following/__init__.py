"""Follow-through: numbers judged by the truth and by what follows from the student's own earlier numbers."""
