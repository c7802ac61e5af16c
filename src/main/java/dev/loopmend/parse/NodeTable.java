package dev.loopmend.parse;

import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.SyntaxTree;
import dev.loopmend.syntax.TokenTable;
import java.util.Arrays;

/// The growing arrays about the nodes of a tree. A node is opened before its children are, which
/// makes its id its number in preorder, and closed after them.
final class NodeTable {
  private Node[] nodes;
  private int[] firstTokens;
  private int[] lastTokens;
  private int[] lastDescendants;
  private byte[] parentheses;
  private int count;
  private int[] watched = new int[64];
  private int watchedCount;

  NodeTable(int guess) {
    nodes = new Node[guess];
    firstTokens = new int[guess];
    lastTokens = new int[guess];
    lastDescendants = new int[guess];
    parentheses = new byte[guess];
  }

  /// The id of a new node.
  int open() {
    int id = count++;
    if (id == nodes.length) {
      grow();
    }
    return id;
  }

  /// The id of a new node of which `PlaceRules` has to say whether it may stand there.
  int openWatched() {
    int id = open();
    watch(id);
    return id;
  }

  /// As `openWatched`, for a node whose parts tell that it is such a one.
  void watch(int id) {
    if (watchedCount == watched.length) {
      watched = Arrays.copyOf(watched, watchedCount * 2);
    }
    watched[watchedCount++] = id;
  }

  /// The ids of the nodes whose places have to be looked at, in order.
  int[] watched() {
    int[] ids = Arrays.copyOf(watched, watchedCount);
    Arrays.sort(ids);
    return ids;
  }

  /// The first of so many new ids in a row.
  int open(int many) {
    int first = count;
    count += many;
    if (count > nodes.length) {
      grow();
    }
    return first;
  }

  private void grow() {
    int size = Math.max(count, nodes.length * 2);
    nodes = Arrays.copyOf(nodes, size);
    firstTokens = Arrays.copyOf(firstTokens, size);
    lastTokens = Arrays.copyOf(lastTokens, size);
    lastDescendants = Arrays.copyOf(lastDescendants, size);
    parentheses = Arrays.copyOf(parentheses, size);
  }

  /// Puts a node in its place, from the number of its first token to that of its last one. All its
  /// descendants are closed.
  <T extends Node> T close(T node, int firstToken, int lastToken) {
    return close(node.id(), node, firstToken, lastToken);
  }

  /// As above, the node's id known: to ask the node is a call through an interface.
  <T extends Node> T close(int id, T node, int firstToken, int lastToken) {
    nodes[id] = node;
    span(id, firstToken, lastToken);
    return node;
  }

  private void span(int id, int firstToken, int lastToken) {
    firstTokens[id] = firstToken;
    lastTokens[id] = lastToken;
    lastDescendants[id] = count - 1;
  }

  /// Counts one more pair of parentheses that groups the node.
  void group(Node node) {
    parentheses[node.id()]++;
  }

  /// Whether parentheses stand directly round the node.
  boolean isGrouped(Node node) {
    return parentheses[node.id()] != 0;
  }

  int firstToken(Node node) {
    return firstTokens[node.id()];
  }

  int lastToken(Node node) {
    return lastTokens[node.id()];
  }

  /// The parents follow from the order: a node's parent is the last one before it that reaches over
  /// it.
  private int[] parents() {
    int[] parents = new int[count];
    int[] last = lastDescendants;
    parents[0] = -1;
    int open = 0;
    for (int id = 1; id < parents.length; id++) {
      while (last[open] < id) {
        open = parents[open];
      }
      parents[id] = open;
      open = id;
    }
    return parents;
  }

  /// The tree of all the nodes, of which 0 is the module.
  SyntaxTree tree(String text, TokenTable tokens) {
    return new SyntaxTree(
        text,
        tokens,
        Arrays.copyOf(nodes, count),
        parents(),
        Arrays.copyOf(firstTokens, count),
        Arrays.copyOf(lastTokens, count),
        Arrays.copyOf(lastDescendants, count),
        Arrays.copyOf(parentheses, count));
  }
}
