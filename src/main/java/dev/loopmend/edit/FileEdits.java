package dev.loopmend.edit;

import java.util.List;

/// What a fix does to one file. Spans are those of the file's text that the fix was made for.
public record FileEdits(String path, List<TextEdit> edits, List<Request> requests) {
  public FileEdits {
    edits = List.copyOf(edits);
    requests = List.copyOf(requests);
  }
}
