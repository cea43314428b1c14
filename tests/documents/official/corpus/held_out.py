"""Documents the reader was not made with: written before it was tried on them, in lay-outs common and not."""

from tests.documents.official.corpus.held_out_letters import LETTERS
from tests.documents.official.corpus.held_out_orders import ORDERS
from tests.documents.official.corpus.truths import Catalogue

HELD_OUT: Catalogue = {**ORDERS, **LETTERS}
