"""Weights of Reportedly's trained reader of attributions in English; `reportedly.resources.tagger` opens them. See MODEL_CARD.md."""
