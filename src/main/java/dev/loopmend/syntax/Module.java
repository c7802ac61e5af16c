package dev.loopmend.syntax;

import java.util.List;

/// The root of a file: its statements in order.
public record Module(int id, List<Stmt> body) implements Node {}
