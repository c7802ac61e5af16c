package dev.loopmend.edit;

import java.util.List;

/// Something that a fix needs in a file and that is planned once for all fixes together.
public sealed interface Request {

  /// The module must be bound by `import module`, under its own first name.
  record ImportModule(String module) implements Request {}

  /// The name must be bound by `from module import name`.
  record ImportName(String module, String name) implements Request {}

  /// The name must be bound by `from module import name as asName`, since its own name is taken.
  record ImportNameAs(String module, String name, String asName) implements Request {}

  /// The module must be bound by `import module as asName`, since its own name is taken.
  record ImportModuleAs(String module, String asName) implements Request {}

  /// Definitions at module level: after the imports, before the first `def`, `class` or use. `text`
  /// has `\n` line ends and no blank line at its ends; `names` are what it binds; `after` is the
  /// offset (UTF-16 units from 0) behind which it must stand, -1 if anywhere will do.
  record Definition(String text, List<String> names, int after) implements Request {
    public Definition {
      names = List.copyOf(names);
    }
  }
}
