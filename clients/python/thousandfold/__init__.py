"""A client of Thousandfold."""

from . import api, models
from .client import AsyncClient, Client
from .problem import ProblemError
from .transport import Retry
from .worker import Context, Failure, Tally, Worker

__all__ = [
    "AsyncClient",
    "Client",
    "Context",
    "Failure",
    "ProblemError",
    "Retry",
    "Tally",
    "Worker",
    "api",
    "models",
]
