"""Handing a page out: its address in the room, the link, the teacher's words, what embeds it."""
