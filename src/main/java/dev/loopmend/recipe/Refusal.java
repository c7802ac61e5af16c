package dev.loopmend.recipe;

/// Takes what is wrong with a line (from 1) of a recipe file.
@FunctionalInterface
interface Refusal {
  void refuse(int line, String message);
}
