"""The verbs of 发文登记."""
