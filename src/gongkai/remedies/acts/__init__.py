"""What can be done to a proceeding, one file per act or group of acts."""
