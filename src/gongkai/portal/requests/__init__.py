"""Where the public asks for information and follows what becomes of it: live pages of the portal."""
