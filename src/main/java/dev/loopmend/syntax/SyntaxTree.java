package dev.loopmend.syntax;

import dev.loopmend.text.LineMap;
import dev.loopmend.text.Origin;
import dev.loopmend.text.Span;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A parsed file: its text, its tokens and its nodes. Nodes are found by their `id`, in preorder.
public final class SyntaxTree {
  private final String text;
  private final TokenTable tokens;
  private final Module module;
  private final Node[] nodes;
  private final int[] parents;
  private final int[] firstTokens;
  private final int[] lastTokens;
  private final int[] lastDescendants;
  private final byte[] parentheses;
  private final @Nullable Origin origin;
  private final Map<String, Boolean> words = new ConcurrentHashMap<>(4);
  private @Nullable LineMap lines;

  /// A tree over arrays that are indexed by node id; they are not copied. `parents` of the module
  /// is -1; tokens are numbers in the token table, both ends included.
  public SyntaxTree(
      String text,
      TokenTable tokens,
      Node[] nodes,
      int[] parents,
      int[] firstTokens,
      int[] lastTokens,
      int[] lastDescendants,
      byte[] parentheses) {
    this(text, tokens, nodes, parents, firstTokens, lastTokens, lastDescendants, parentheses, null);
  }

  private SyntaxTree(
      String text,
      TokenTable tokens,
      Node[] nodes,
      int[] parents,
      int[] firstTokens,
      int[] lastTokens,
      int[] lastDescendants,
      byte[] parentheses,
      @Nullable Origin origin) {
    this.text = text;
    this.tokens = tokens;
    this.module = (Module) nodes[0];
    this.nodes = nodes;
    this.parents = parents;
    this.firstTokens = firstTokens;
    this.lastTokens = lastTokens;
    this.lastDescendants = lastDescendants;
    this.parentheses = parentheses;
    this.origin = origin;
  }

  /// The same tree of a text that comes from elsewhere than a file of its own.
  public SyntaxTree from(Origin other) {
    return new SyntaxTree(
        text, tokens, nodes, parents, firstTokens, lastTokens, lastDescendants, parentheses, other);
  }

  /// Where the text stands in its file.
  public Origin origin() {
    return origin == null ? lines() : origin;
  }

  /// The line of a node's first character in its file, from 1: for people.
  public int fileLine(Node node) {
    return origin().line(span(node).start());
  }

  public String text() {
    return text;
  }

  public TokenTable tokens() {
    return tokens;
  }

  public Module module() {
    return module;
  }

  /// Where the lines of the text start. It is made when it is first asked for, since most trees are
  /// only matched; threads that ask at once make equal ones.
  public LineMap lines() {
    LineMap made = lines;
    if (made == null) {
      made = origin instanceof LineMap map && map.isOf(text) ? map : LineMap.of(text);
      lines = made;
    }
    return made;
  }

  /// Whether a word stands anywhere in the text, in a comment too, with nothing of a name before
  /// and behind it.
  public boolean holdsWord(String word) {
    return words.computeIfAbsent(word, this::findsWord);
  }

  private boolean findsWord(String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      int end = at + word.length();
      boolean inside =
          (at > 0 && Character.isUnicodeIdentifierPart(text.codePointBefore(at)))
              || (end < text.length() && Character.isUnicodeIdentifierPart(text.codePointAt(end)));
      if (!inside) {
        return true;
      }
    }
    return false;
  }

  /// How many nodes the tree has; ids run from 0 to one below.
  public int nodeCount() {
    return nodes.length;
  }

  /// The node with an id.
  public Node node(int id) {
    return nodes[id];
  }

  /// All nodes in preorder.
  public List<Node> nodes() {
    return Collections.unmodifiableList(Arrays.asList(nodes));
  }

  /// The node that directly holds another; the module holds itself.
  public Node parent(Node node) {
    int parent = parents[node.id()];
    return parent < 0 ? node : nodes[parent];
  }

  /// A node and all that it holds, in preorder.
  public List<Node> within(Node node) {
    return nodes().subList(node.id(), lastDescendants[node.id()] + 1);
  }

  /// The innermost statement that a node stands in or is; the module for itself.
  public Node statementOf(Node node) {
    Node at = node;
    while (!(at instanceof Stmt) && at.id() != 0) {
      at = parent(at);
    }
    return at;
  }

  /// The loop that a `break` or `continue` in place of a node would belong to: the innermost one
  /// whose body holds it. What stands in the `else` of a loop belongs to the next one outwards. The
  /// module if there is none.
  public Node loopOf(Node node) {
    Node inner = node;
    Node at = parent(node);
    while (!isBodyOf(at, inner) && at.id() != 0) {
      inner = at;
      at = parent(at);
    }
    return at;
  }

  private static boolean isBodyOf(Node loop, Node child) {
    return switch (loop) {
      case Stmt.While it -> it.body().stream().anyMatch(own -> own.id() == child.id());
      case Stmt.For it -> it.body().stream().anyMatch(own -> own.id() == child.id());
      case Node _ -> false;
    };
  }

  /// The call of a method of what a node stands for. Ex) `queue.put(item)` of the read `queue`
  public Optional<Expr.Call> methodCallOn(Node receiver) {
    return parent(receiver) instanceof Expr.Attribute method
            && parent(method) instanceof Expr.Call call
            && call.callee().id() == method.id()
        ? Optional.of(call)
        : Optional.empty();
  }

  /// The first call that covers just a span.
  public Optional<Expr.Call> callAt(Span span) {
    for (Node node : nodes) {
      if (node instanceof Expr.Call call && span(call).equals(span)) {
        return Optional.of(call);
      }
    }
    return Optional.empty();
  }

  /// The number of the node's first token.
  public int firstToken(Node node) {
    return firstTokens[node.id()];
  }

  /// The number of the node's last token.
  public int lastToken(Node node) {
    return lastTokens[node.id()];
  }

  /// The id of the last node inside a node, or its own: descendants have ids above the node's own
  /// and up to this one.
  public int lastDescendant(Node node) {
    return lastDescendants[node.id()];
  }

  /// Whether the outer node is the inner one or holds it at any depth.
  public boolean contains(Node outer, Node inner) {
    return outer.id() <= inner.id() && inner.id() <= lastDescendants[outer.id()];
  }

  /// The characters of a node, parentheses round it not counted (those of a tuple or generator
  /// expression belong to it, as in CPython; a generator that is the only argument has those of the
  /// call). A definition starts at its `def`, `async` or `class`: its decorators, though its
  /// children, stand before it. A parameter has its stars and its default.
  public Span span(Node node) {
    return new Span(tokens.start(firstToken(node)), tokens.end(lastToken(node)));
  }

  /// The characters of a node with the decorators above it, if it is a decorated definition.
  public Span decoratedSpan(Node node) {
    List<Node.Decorator> decorators =
        switch (node) {
          case Stmt.FunctionDef def -> def.decorators();
          case Stmt.ClassDef def -> def.decorators();
          case Node _ -> List.of();
        };
    Span own = span(node);
    return decorators.isEmpty() ? own : new Span(span(decorators.getFirst()).start(), own.end());
  }

  /// The source of a node.
  public String textOf(Node node) {
    return span(node).of(text);
  }

  /// How many pairs of parentheses that only group stand directly round a node.
  public int parentheses(Node node) {
    return parentheses[node.id()] & 0xff;
  }

  /// The characters of a node with all the parentheses that group it.
  public Span outerSpan(Node node) {
    int first = firstToken(node);
    int last = lastToken(node);
    for (int pair = 0; pair < parentheses(node); pair++) {
      first = tokens.previousSignificant(first);
      last = tokens.nextSignificant(last);
    }
    return new Span(tokens.start(first), tokens.end(last));
  }
}
