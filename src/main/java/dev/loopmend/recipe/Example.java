package dev.loopmend.recipe;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One example of a recipe file. `line` is that of its heading in the recipe file, from 1.
public record Example(
    String title,
    int line,
    Map<String, String> options,
    Optional<PythonVersion> target,
    List<Code> codes) {
  public Example {
    options = Map.copyOf(options);
    codes = List.copyOf(codes);
  }

  /// What a fence of an example says.
  public enum Role {
    BEFORE,
    AFTER,
    AFTER_UNSAFE,
    REPORTED,
    UNCHANGED
  }

  /// The code of one fence; `file` is `example.py` unless the fence names one.
  public record Code(Role role, String file, String text, int line) {}

  /// Whether code is to be changed, but nothing is said of what becomes of it.
  public boolean lacksResult() {
    return !with(Role.BEFORE).isEmpty()
        && with(Role.AFTER).isEmpty()
        && with(Role.AFTER_UNSAFE).isEmpty();
  }

  /// The codes with a role, in order.
  public List<Code> with(Role role) {
    return codes.stream().filter(code -> code.role() == role).toList();
  }
}
