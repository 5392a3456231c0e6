"""What people call the things that a school may have or not have."""

from collections.abc import Mapping
from types import MappingProxyType

FEATURE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "parking": "A car park",
        "school_transport": "Pupils on school transport",
        "storeys": "More than one storey",
        "lift": "A lift",
        "ramps": "Ramps",
        "external_steps": "Steps out of doors",
        "temporary_buildings": "Temporary buildings",
        "lettings": "Rooms let to other people",
        "hall": "A hall",
        "dining": "A place where pupils eat",
        "sports_facilities": "Sports facilities",
        "changing_rooms": "Changing rooms",
        "outdoor_play": "A place to play out of doors",
        "practical_rooms": "Practical rooms",
        "nursery_class": "A nursery class",
        "sixth_form": "A sixth form",
        "boarding": "Boarders",
        "resourced_provision": "A resourced provision",
        "hygiene_room": "A hygiene room",
        "public_examinations": "Public examinations",
        "public_sector": "The public sector equality duty",
    }
)
"""By the feature's name in the file, as a thing that is there or not there."""


def feature_text(name: str) -> str:
    """The thing inside a sentence: “a lift”."""
    words = FEATURE_WORDS[name]
    return words[:1].lower() + words[1:]
