package dev.loopmend.engine;

import dev.loopmend.edit.Edits;
import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.semantic.Answer;
import dev.loopmend.text.Origin;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The edits of a draft as the files can take them: in files that may be changed, within the
/// encoding of each, and within the cells of a notebook.
sealed interface Fitting {
  record Fitted(List<FileEdits> files) implements Fitting {}

  /// A file cannot take an edit; `why` is a clause.
  record Refused(String why) implements Fitting {}

  /// Fits the edits of a draft to the files as they are linked.
  static Fitting of(Draft draft, Linked files) {
    List<FileEdits> fitted = new ArrayList<>();
    for (FileEdits file : draft.files()) {
      if (files.mayEdit(file.path()) instanceof Answer.No(String why)) {
        return new Refused(file.path() + " must not be changed: " + why);
      }
      Optional<SourceText> text = files.textOf(file.path());
      if (text.isEmpty()) {
        return new Refused(file.path() + " is not there any more");
      }
      Origin origin = text.get().origin();
      List<TextEdit> edits =
          origin.isNotebook() ? withinCells(file.edits(), text.get().text(), origin) : file.edits();
      Optional<String> refusal = refusal(edits, file.requests(), text.get());
      if (refusal.isPresent()) {
        return new Refused(refusal.get());
      }
      fitted.add(new FileEdits(file.path(), edits, file.requests()));
    }
    return new Fitted(List.copyOf(fitted));
  }

  private static Optional<String> refusal(
      List<TextEdit> edits, List<Request> requests, SourceText text) {
    for (TextEdit edit : edits) {
      Optional<String> why = text.refusal(edit.span(), edit.replacement());
      if (why.isPresent()) {
        return why;
      }
    }
    for (Request request : requests) {
      if (request instanceof Request.Definition definition) {
        Optional<String> why = text.refusal(Span.at(0), definition.text());
        if (why.isPresent()) {
          return why;
        }
      }
    }
    return Optional.empty();
  }

  /// Edits that take away the last lines of a cell take the line break above them, instead of the
  /// one below, which belongs to no cell.
  private static List<TextEdit> withinCells(List<TextEdit> edits, String text, Origin origin) {
    List<TextEdit> fitted = new ArrayList<>();
    for (TextEdit edit : Edits.inOrder(edits)) {
      TextEdit next = edit;
      boolean adjoins =
          !fitted.isEmpty()
              && !edit.span().isEmpty()
              && edit.replacement().isEmpty()
              && fitted.getLast().replacement().isEmpty()
              && fitted.getLast().span().end() == edit.span().start()
              && !origin.isBorder(edit.span().start() - 1);
      if (adjoins) {
        next = TextEdit.delete(new Span(fitted.removeLast().span().start(), edit.span().end()));
      }
      fitted.add(next);
    }
    fitted.replaceAll(edit -> withinCell(edit, text, origin));
    return List.copyOf(fitted);
  }

  private static TextEdit withinCell(TextEdit edit, String text, Origin origin) {
    int start = edit.span().start();
    int end = edit.span().end();
    if (edit.span().isEmpty() || !origin.isBorder(end - 1)) {
      return edit;
    }
    String replacement = edit.replacement();
    int written = replacement.length() - lineBreakBefore(replacement, replacement.length());
    if (written < replacement.length()) {
      return new TextEdit(new Span(start, end - 1), replacement.substring(0, written));
    }
    int above = lineBreakBefore(text, start);
    boolean hasLineAbove = above > 0 && !origin.isBorder(start - 1);
    return replacement.isEmpty() && (above > 0 || start == 0)
        ? TextEdit.delete(new Span(hasLineAbove ? start - above : start, end - 1))
        : edit;
  }

  /// How many characters the line break has that ends before an offset; 0 if none does.
  private static int lineBreakBefore(String text, int offset) {
    if (text.startsWith("\r\n", offset - 2)) {
      return 2;
    }
    char last = offset == 0 ? ' ' : text.charAt(offset - 1);
    return last == '\n' || last == '\r' ? 1 : 0;
  }
}
