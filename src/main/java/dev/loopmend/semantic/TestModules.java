package dev.loopmend.semantic;

/// Which files are tests, by the names that pytest and unittest look for.
final class TestModules {
  private TestModules() {}

  /// Whether a file is `test_*.py`, `*_test.py`, `conftest.py`, or lies below `tests/`, `_tests/`
  /// or `test/`.
  static boolean isTest(String path) {
    String slashes = path.replace('\\', '/');
    String file = slashes.substring(slashes.lastIndexOf('/') + 1);
    String folders = "/" + slashes.substring(0, slashes.length() - file.length());
    return file.equals("conftest.py")
        || (file.startsWith("test_") && file.endsWith(".py"))
        || file.endsWith("_test.py")
        || folders.contains("/tests/")
        || folders.contains("/_tests/")
        || folders.contains("/test/");
  }
}
