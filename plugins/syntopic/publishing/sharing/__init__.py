"""What is shared of a topic elsewhere: one post, in the form that each place accepts.

Nothing is sent anywhere: the author pastes or uploads. Built on the public garden only.
"""

from __future__ import annotations

from syntopic.publishing.sharing.pictures import fitted
from syntopic.publishing.sharing.places import PLACES, Place
from syntopic.publishing.sharing.told import fingerprint
from syntopic.publishing.sharing.values import Image, NothingToShare, Shared

__all__ = ["PLACES", "Image", "NothingToShare", "Place", "Shared", "fingerprint", "fitted"]
