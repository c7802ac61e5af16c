package dev.loopmend.semantic;

import java.util.List;

/// How plain functions call each other up to a call of a library's function: `functions` from the
/// first to the one that calls `name`, which it does in line `line` (from 1) of the file `path`.
public record CallChain(List<FunctionRef> functions, String name, String path, int line) {
  public CallChain {
    functions = List.copyOf(functions);
  }

  /// The chain for people. Ex) 'version' -> 'run_tool' -> subprocess.run (tools.py:12)
  public String text() {
    StringBuilder text = new StringBuilder();
    functions.forEach(it -> text.append('\'').append(it.label()).append("' -> "));
    return text.append(name + " (" + path + ":" + line + ")").toString();
  }
}
