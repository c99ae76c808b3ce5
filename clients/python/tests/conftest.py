"""The service that the tests talk to."""

import os
import uuid

import pytest

from thousandfold import Client

URL = os.environ.get("THOUSANDFOLD_URL", "http://127.0.0.1:18080")
TOKEN = os.environ.get("THOUSANDFOLD_API_KEY") or None


@pytest.fixture
def client():
    client = Client(URL, token=TOKEN)
    yield client
    client.close()


@pytest.fixture
def queue():
    """A queue of this test's own."""
    return f"test-{uuid.uuid4().hex}"
