"""The platform's doctor: looks at every part and says whether it is well and what to do if not."""
