package dev.loopmend.recipe;

import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.GapText.Piece;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenKind;
import dev.loopmend.syntax.TokenTable;
import dev.loopmend.text.SourceText;
import dev.loopmend.text.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/// Source between two pieces of kept code, and the text that takes its place. Brackets and commas
/// that both have stay where they are, with the comments and line breaks round them.
///
/// Ex) `time.sleep( # why` that becomes `await asyncio.sleep(` changes `time.sleep` only.
final class Gap {
  /// More than there are tokens in a gap, so that the most that can stay do stay.
  private static final int PAIRED = 1 << 10;

  private final SyntaxTree tree;
  private final TokenTable table;
  private final Span whole;
  private final GapText wanted;
  private final boolean first;
  private final Set<Integer> unpaired;
  private final List<Integer> tokens = new ArrayList<>();
  private final List<Piece> pieces;
  private final List<Stretch> stretches = new ArrayList<>();

  /// What stands between two brackets or commas that stay, or between one and an end of the gap:
  /// the old source, its tokens, the new text and its pieces. `depth` is the least number of
  /// brackets that are open anywhere in the new text.
  private record Stretch(
      Span source, List<Integer> removed, String text, List<Piece> added, int depth, Ends ends) {}

  /// What a stretch lies between: "" for an end of the gap.
  private record Ends(String before, String behind) {
    boolean closes() {
      return !behind.isEmpty() && ")]}".contains(behind);
    }
  }

  /// The gap over a span of a tree that is to become a text; `first` tells whether it stands before
  /// all kept code, `unpaired` are closing brackets whose opening ones go.
  Gap(SyntaxTree tree, Span whole, GapText wanted, boolean first, Set<Integer> unpaired) {
    this.tree = tree;
    this.table = tree.tokens();
    this.whole = whole;
    this.wanted = wanted;
    this.first = first;
    this.unpaired = Set.copyOf(unpaired);
    for (int token = table.at(whole.start()); token < table.count(); token++) {
      if (table.start(token) >= whole.end()) {
        break;
      }
      boolean inside = table.start(token) >= whole.start();
      if (inside && table.isSignificant(token) && !table.span(token).isEmpty()) {
        tokens.add(token);
      }
    }
    this.pieces = pieces();
    align();
  }

  /// The pieces of the new text, before which stands a comma that may stay.
  ///
  /// Ex) `, # the last one` and `)` on a line of its own, where `)` is to stand
  private List<Piece> pieces() {
    boolean closes = !first && !wanted.pieces().isEmpty() && wanted.pieces().getFirst().list();
    boolean comma = false;
    for (int at = 1; at < tokens.size(); at++) {
      boolean closed = ")]}".contains(table.text(tokens.get(at)));
      comma |= closed && table.kind(tokens.get(at - 1)) == TokenKind.COMMA;
    }
    if (!closes || !comma) {
      return wanted.pieces();
    }
    List<Piece> all = new ArrayList<>(wanted.pieces());
    all.addFirst(new Piece(",", 0, 0, wanted.depth(), false));
    return all;
  }

  /// Finds what stays: as many brackets and commas as possible, next to the kept code first.
  private void align() {
    int[][] kept = new int[tokens.size() + 1][pieces.size() + 1];
    for (int i = 1; i <= tokens.size(); i++) {
      for (int j = 1; j <= pieces.size(); j++) {
        int worth = worth(fromNear(tokens, i), fromNear(pieces, j));
        int other = Math.max(kept[i - 1][j], kept[i][j - 1]);
        kept[i][j] = Math.max(worth == 0 ? 0 : kept[i - 1][j - 1] + worth, other);
      }
    }
    List<int[]> pairs = new ArrayList<>();
    int i = tokens.size();
    int j = pieces.size();
    while (i > 0 && j > 0) {
      if (kept[i][j] == kept[i - 1][j]) {
        i--;
      } else if (kept[i][j] == kept[i][j - 1]) {
        j--;
      } else {
        pairs.add(new int[] {i, j});
        i--;
        j--;
      }
    }
    Collections.reverse(pairs);
    List<int[]> ordered = new ArrayList<>();
    for (int[] pair : pairs) {
      ordered.add(
          first
              ? new int[] {tokens.size() - pair[0], pieces.size() - pair[1]}
              : new int[] {pair[0] - 1, pair[1] - 1});
    }
    cut(first ? ordered.reversed() : ordered);
  }

  /// The `number`th (from 1) of a list as counted from where kept code stands.
  private <T> T fromNear(List<T> list, int number) {
    return first ? list.get(list.size() - number) : list.get(number - 1);
  }

  /// What it is worth that a token stays as a piece: nothing unless both are the same bracket or
  /// comma, a little less where the opening bracket goes.
  private int worth(int token, Piece piece) {
    boolean same = piece.isPunctuation() && table.text(token).equals(piece.text());
    return !same ? 0 : unpaired.contains(token) ? PAIRED - 1 : PAIRED;
  }

  /// Cuts the gap at pairs of a token and a piece that stay.
  private void cut(List<int[]> pairs) {
    int token = 0;
    int piece = 0;
    for (int[] pair : pairs) {
      stretches.add(stretch(token, pair[0], piece, pair[1]));
      token = pair[0] + 1;
      piece = pair[1] + 1;
    }
    stretches.add(stretch(token, tokens.size(), piece, pieces.size()));
  }

  private Stretch stretch(int token, int tokenEnd, int piece, int pieceEnd) {
    boolean last = tokenEnd == tokens.size();
    int from = token == 0 ? whole.start() : table.end(tokens.get(token - 1));
    int to = last ? whole.end() : table.start(tokens.get(tokenEnd));
    int textFrom = piece == 0 ? 0 : pieces.get(piece - 1).end();
    int textTo = last ? wanted.text().length() : pieces.get(pieceEnd).start();
    List<Piece> added = pieces.subList(piece, pieceEnd);
    int depth = piece == 0 ? wanted.depth() : pieces.get(piece - 1).depth();
    for (Piece one : added) {
      depth = Math.min(depth, one.depth());
    }
    return new Stretch(
        new Span(from, to),
        tokens.subList(token, tokenEnd),
        wanted.text().substring(textFrom, textTo),
        added,
        depth,
        new Ends(
            token == 0 ? "" : table.text(tokens.get(token - 1)),
            last ? "" : table.text(tokens.get(tokenEnd))));
  }

  /// The tokens that go.
  List<Integer> removed() {
    return stretches.stream().flatMap(it -> it.removed().stream()).toList();
  }

  /// Whether a comment would stand outside of brackets, where it ends the statement.
  boolean hasLooseComment() {
    return stretches.stream().anyMatch(it -> it.depth() == 0 && hasComment(it.source()));
  }

  private boolean hasComment(Span span) {
    for (int token = table.at(span.start()); token < table.count(); token++) {
      if (table.start(token) >= span.end()) {
        return false;
      }
      if (table.kind(token) == TokenKind.COMMENT) {
        return true;
      }
    }
    return false;
  }

  /// The smallest edits that make the gap the new text. `indentation` is that of the line of the
  /// kept code before it, if the match begins above that line.
  List<TextEdit> edits(String indentation) {
    List<TextEdit> edits = new ArrayList<>();
    for (Stretch stretch : stretches) {
      edits.addAll(edits(stretch, indentation));
    }
    return edits;
  }

  private List<TextEdit> edits(Stretch stretch, String indentation) {
    if (stretch.removed().isEmpty() && stretch.added().isEmpty()) {
      return List.of();
    }
    String source = stretch.source().of(tree.text());
    boolean comment = hasComment(stretch.source());
    boolean lines = source.indexOf('\n') >= 0 || source.indexOf('\r') >= 0;
    boolean whole = !lines || stretch.depth() == 0 || !keepsLines(stretch);
    if (!comment && whole) {
      return source.equals(stretch.text())
          ? List.of()
          : List.of(new TextEdit(stretch.source(), stretch.text()));
    }
    if (stretch.removed().isEmpty()) {
      return insertion(stretch, source, indentation);
    }
    if (comment) {
      return replaced(stretch);
    }
    int start = table.start(stretch.removed().getFirst());
    int end = table.end(stretch.removed().getLast());
    if (!stretch.added().isEmpty()) {
      return List.of(new TextEdit(new Span(start, end), stretch.text().strip()));
    }
    // Ex) the second line of `stream,` and `Loader=yaml.Loader,`; `key=` before a value that stays
    Span gone =
        stretch.ends().behind().isEmpty()
            ? new Span(start, stretch.source().end())
            : new Span(stretch.source().start(), end);
    return List.of(new TextEdit(gone, ""));
  }

  /// Whether the line breaks are not those of brackets that go.
  ///
  /// Ex) not that before the `)` of `(a,\n)`, but one behind it and before another `)`
  private boolean keepsLines(Stretch stretch) {
    List<Integer> removed = stretch.removed();
    boolean closed = !removed.isEmpty() && ")]}".contains(table.text(removed.getLast()));
    boolean behind = closed && stretch.added().isEmpty() && stretch.ends().closes();
    return behind || isBalanced(removed);
  }

  private boolean isBalanced(List<Integer> removed) {
    int depth = 0;
    for (int token : removed) {
      String text = table.text(token);
      depth += "([{".contains(text) ? 1 : ")]}".contains(text) ? -1 : 0;
      if (depth < 0) {
        return false;
      }
    }
    return depth == 0;
  }

  /// Nothing is taken away: the text stands next to the kept code, or on a line of its own as the
  /// last one before a bracket.
  private List<TextEdit> insertion(Stretch stretch, String source, String indentation) {
    int from = stretch.source().start();
    int line = Math.max(source.lastIndexOf('\n'), source.lastIndexOf('\r'));
    Ends ends = stretch.ends();
    boolean ownLine = line >= 0 && !indentation.isEmpty() && ends.closes();
    String text = stretch.text().strip();
    if (ownLine && (ends.before().equals(",") || (ends.before().isEmpty() && isComma(stretch)))) {
      boolean two = line > 0 && source.charAt(line) == '\n' && source.charAt(line - 1) == '\r';
      int at = from + line - (two ? 1 : 0);
      String start = SourceText.lineEndOf(tree.text()) + indentation;
      return ends.before().isEmpty()
          ? List.of(
              TextEdit.insert(from, ","),
              TextEdit.insert(at, start + text.substring(1).stripLeading()))
          : List.of(TextEdit.insert(at, start + text + ","));
    }
    String comma = ends.before().equals(",") && ends.closes() ? "," : "";
    return List.of(TextEdit.insert(first ? stretch.source().end() : from, stretch.text() + comma));
  }

  private static boolean isComma(Stretch stretch) {
    return stretch.added().getFirst().text().equals(",");
  }

  /// The tokens go one by one, so that the comments between them stay; the text takes the place of
  /// the first.
  private List<TextEdit> replaced(Stretch stretch) {
    List<TextEdit> edits = new ArrayList<>();
    List<Integer> removed = stretch.removed();
    for (int at = 0; at < removed.size(); at++) {
      int start = table.start(removed.get(at));
      int end = table.end(removed.get(at));
      while (at + 1 < removed.size() && isOneLine(removed.get(at), removed.get(at + 1))) {
        end = table.end(removed.get(++at));
      }
      boolean here = edits.isEmpty() && !stretch.added().isEmpty();
      String text = here ? fitting(stretch.text(), start, end) : "";
      edits.add(new TextEdit(new Span(start, end), text));
    }
    return edits;
  }

  /// Whether nothing but white space of one line stands between two tokens.
  private boolean isOneLine(int token, int next) {
    String between = tree.text().substring(table.end(token), table.start(next));
    return between.isBlank() && between.indexOf('\n') < 0 && between.indexOf('\r') < 0;
  }

  /// The text without the spaces at its ends where space stands already.
  private String fitting(String text, int start, int end) {
    String source = tree.text();
    boolean before = start > 0 && Character.isWhitespace(source.charAt(start - 1));
    boolean behind = end < source.length() && Character.isWhitespace(source.charAt(end));
    String trimmed = before ? text.stripLeading() : text;
    return behind ? trimmed.stripTrailing() : trimmed;
  }
}
