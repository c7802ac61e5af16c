package dev.loopmend.text;

/// The formats in which files hold Python, told by their names. A port: this package knows only
/// files that are their text.
public interface Formats {

  /// Files that are their text.
  Formats PLAIN =
      new Formats() {
        @Override
        public SourceText.Decoding decode(String path, byte[] bytes) {
          return SourceText.decode(bytes);
        }

        @Override
        public SourceText made(String path, String text) {
          return SourceText.of(text);
        }
      };

  /// The suffix of notebooks.
  String NOTEBOOK = ".ipynb";

  /// Whether a path is that of a notebook.
  static boolean isNotebook(String path) {
    return path.endsWith(NOTEBOOK);
  }

  /// Reads the bytes of a file.
  SourceText.Decoding decode(String path, byte[] bytes);

  /// A new file made of a text as people write it down: lines `# %%` divide the cells of a
  /// notebook.
  SourceText made(String path, String text);
}
