package dev.loopmend.edit;

import java.util.List;

/// A change that is made whole or not at all, in one file or several.
public record Fix(List<FileEdits> files, Safety safety) {
  public Fix {
    files = List.copyOf(files);
  }
}
