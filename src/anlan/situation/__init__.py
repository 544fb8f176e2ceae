"""Judgement reports of a day, a week, a month or a festival, drafted from the records, edited and signed."""
