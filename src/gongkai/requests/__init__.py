"""依申请公开: requests for information, from the day they come in to the day their file is archived."""
