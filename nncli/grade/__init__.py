"""The grader: what students hand in, judged and explained."""
