package dev.loopmend.metamorphic;

/// A character of a program: the path of its file and its offset there, in UTF-16 units from 0.
record Place(String path, int offset) {}
