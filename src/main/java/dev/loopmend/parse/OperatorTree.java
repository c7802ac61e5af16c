package dev.loopmend.parse;

import dev.loopmend.syntax.BinaryOperator;
import dev.loopmend.syntax.Precedence;
import dev.loopmend.syntax.UnaryOperator;
import java.util.Arrays;

/// Resolves a piece of a flat list of operands and arithmetic operators by precedence climbing. The
/// result is a binary tree in arrays: a node is an operand (part `left` of the outline), a unary
/// operator (part `left`, operand node `right`) or a binary one (nodes `left` and `right`, part
/// `sign`).
final class OperatorTree {
  private static final Precedence LOOSEST = Precedence.BIT_OR;

  private final Outline outline;
  private final int[] list;
  private final int end;
  private int at;

  private byte[] shapes;
  private int[] lefts;
  private int[] rights;
  private int[] signs;
  private int count;

  private static final byte OPERAND = 0;
  private static final byte UNARY = 1;
  private static final byte BINARY = 2;

  OperatorTree(Outline outline, int[] list, int from, int to) {
    this.outline = outline;
    this.list = list;
    this.at = from;
    this.end = to;
    int size = to - from;
    shapes = new byte[size];
    lefts = new int[size];
    rights = new int[size];
    signs = new int[size];
  }

  /// Resolves the list and returns its root.
  int resolve() {
    return binary(LOOSEST);
  }

  boolean isUnary(int node) {
    return shapes[node] == UNARY;
  }

  boolean isBinary(int node) {
    return shapes[node] == BINARY;
  }

  /// The part that is an operand or a unary operator; the left node of a binary one.
  int left(int node) {
    return lefts[node];
  }

  /// The right or only node below an operator.
  int right(int node) {
    return rights[node];
  }

  BinaryOperator sign(int node) {
    return binaryOperator(outline.kind(signs[node]));
  }

  private int kindAt(int index) {
    return outline.kind(list[index]);
  }

  private int node(byte shape, int left, int right, int sign) {
    if (count == shapes.length) {
      shapes = Arrays.copyOf(shapes, count * 2);
      lefts = Arrays.copyOf(lefts, count * 2);
      rights = Arrays.copyOf(rights, count * 2);
      signs = Arrays.copyOf(signs, count * 2);
    }
    shapes[count] = shape;
    lefts[count] = left;
    rights[count] = right;
    signs[count] = sign;
    return count++;
  }

  private int binary(Precedence loosest) {
    int left = unary();
    while (at < end) {
      Precedence precedence = binaryOperator(kindAt(at)).precedence();
      if (!precedence.bindsAtLeast(loosest)) {
        break;
      }
      int sign = list[at++];
      left = node(BINARY, left, binary(precedence.tighter()), sign);
    }
    return left;
  }

  /// An operand, its signs, and the powers that bind tighter than these.
  private int unary() {
    int first = at;
    while (kindAt(at) > 0) {
      at++;
    }
    int operand = node(OPERAND, list[at], -1, -1);
    int signs = at++;
    if (at < end && kindAt(at) == PythonGrammarParser.DOUBLESTAR) {
      int sign = list[at++];
      operand = node(BINARY, operand, unary(), sign);
    }
    for (int n = signs - 1; n >= first; n--) {
      operand = node(UNARY, list[n], operand, -1);
    }
    return operand;
  }

  static UnaryOperator unaryOperator(int type) {
    return switch (type) {
      case PythonGrammarParser.PLUS -> UnaryOperator.PLUS;
      case PythonGrammarParser.MINUS -> UnaryOperator.MINUS;
      case PythonGrammarParser.TILDE -> UnaryOperator.INVERT;
      default -> throw new IllegalArgumentException("no sign: " + type);
    };
  }

  static BinaryOperator binaryOperator(int type) {
    return switch (type) {
      case PythonGrammarParser.VBAR -> BinaryOperator.BIT_OR;
      case PythonGrammarParser.CIRCUMFLEX -> BinaryOperator.BIT_XOR;
      case PythonGrammarParser.AMPER -> BinaryOperator.BIT_AND;
      case PythonGrammarParser.LEFTSHIFT -> BinaryOperator.L_SHIFT;
      case PythonGrammarParser.RIGHTSHIFT -> BinaryOperator.R_SHIFT;
      case PythonGrammarParser.PLUS -> BinaryOperator.ADD;
      case PythonGrammarParser.MINUS -> BinaryOperator.SUB;
      case PythonGrammarParser.STAR -> BinaryOperator.MULT;
      case PythonGrammarParser.SLASH -> BinaryOperator.DIV;
      case PythonGrammarParser.DOUBLESLASH -> BinaryOperator.FLOOR_DIV;
      case PythonGrammarParser.PERCENT -> BinaryOperator.MOD;
      case PythonGrammarParser.AT -> BinaryOperator.MAT_MULT;
      case PythonGrammarParser.DOUBLESTAR -> BinaryOperator.POW;
      default -> throw new IllegalArgumentException("no operator: " + type);
    };
  }
}
