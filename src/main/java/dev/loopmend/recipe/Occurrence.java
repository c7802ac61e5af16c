package dev.loopmend.recipe;

/// A fault that a recipe finds: the form that matched, where, and how sure a fix could be.
public record Occurrence(Form form, Site site, Judgement judgement) {}
