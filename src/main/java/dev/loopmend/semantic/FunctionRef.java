package dev.loopmend.semantic;

/// A function, method or lambda of the workspace, or the code of a module outside of them. `index`
/// counts them in the order of a file's text, the module being 0; `name` is the qualified name
/// within the module, such as `Class.method`, `f.<locals>.g`, `<lambda>` or `<module>`.
public record FunctionRef(String path, int index, String name) implements Comparable<FunctionRef> {
  static final String MODULE = "<module>";
  private static final String LOCALS = "<locals>.";

  /// Whether it is the code of a module and no function.
  public boolean isModule() {
    return index == 0;
  }

  /// The name for people: without the functions that it is nested in.
  public String label() {
    return name.substring(
        name.lastIndexOf(LOCALS) < 0 ? 0 : name.lastIndexOf(LOCALS) + LOCALS.length());
  }

  /// Orders by path, then by the order of the text.
  @Override
  public int compareTo(FunctionRef other) {
    int byPath = path.compareTo(other.path);
    return byPath != 0 ? byPath : Integer.compare(index, other.index);
  }
}
