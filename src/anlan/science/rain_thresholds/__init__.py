"""Rain that sets off landslides and debris flows: intensity against duration."""
