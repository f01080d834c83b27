"""How surely words point to documents, so that the resolver chooses between them and others.

Set by hand on the open questions; only their order is sure.
"""

BY_NUMBER = 1.4  # "71-KH/TU"
BY_FIRST_NUMBER = 1.1  # "kế hoạch 03"
BY_PLACE, PLACE_UNHELD = 1.1, 1.0  # "Kon Tum", with plans and without
SPOKEN_OF = 0.45  # a place without plans that documents speak of
BY_ISSUER, OWNER = 0.9, 1.05
MISSPELT, NUMBER_UNHELD = 0.8, 0.8  # "Kon Tun"; a number that no document bears
BY_INITIALS_AND_YEAR = 0.6  # "CCHC 2026"
BY_SHORT_NUMBER = 0.55  # "NQ57"
PLACE_BY_INITIALS = 0.5  # "đl"
# A plan by words of its title; and one that is still to be written, which is a task's product.
CALLED, A_PRODUCT = 0.75, 0.3
CALLED_BY_TIME = 1.05  # more than the time itself, which then narrows nothing
OF_ITS_KIND = 0.6  # "bảo tàng"
SHORTENED = 0.85  # "Ban rừng Cần Giờ"
