"""The codebook."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Lower


class Tag(models.Model):
    """A code of the codebook: what it is called, what it means, and when to use it."""

    class Colour(models.TextChoices):
        """The palette: twelve colours that can be told apart; see docs/adr."""

        ROSE = "rose", "Rose"
        BRICK = "brick", "Brick"
        SAND = "sand", "Sand"
        OLIVE = "olive", "Olive"
        LEAF = "leaf", "Leaf"
        MINT = "mint", "Mint"
        TEAL = "teal", "Teal"
        CYAN = "cyan", "Cyan"
        BLUE = "blue", "Blue"
        INDIGO = "indigo", "Indigo"
        VIOLET = "violet", "Violet"
        PLUM = "plum", "Plum"

    name = models.CharField(max_length=100)
    slug = models.SlugField(max_length=110, unique=True, allow_unicode=True)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    colour = models.CharField(max_length=8, choices=Colour, default=Colour.ROSE)
    definition = models.TextField(blank=True)
    use_when = models.TextField(blank=True)
    avoid_when = models.TextField(blank=True)
    retired = models.BooleanField(
        default=False, help_text="Not offered any more; stays on old passages."
    )

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="tag_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="tag_has_name"),
            models.CheckConstraint(
                condition=~models.Q(parent=models.F("id")), name="tag_not_its_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.name
