package dev.loopmend.project;

import dev.loopmend.recipe.PythonVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the command line says about recipes. It goes before every configuration: `select` takes the
/// place of a configured one, `ignore` adds to it, each option replaces its like.
public record Choice(
    List<String> select,
    List<String> ignore,
    Map<String, String> options,
    Optional<PythonVersion> target) {
  public static final Choice NONE = new Choice(List.of(), List.of(), Map.of(), Optional.empty());

  public Choice {
    select = List.copyOf(select);
    ignore = List.copyOf(ignore);
    options = Map.copyOf(options);
  }
}
