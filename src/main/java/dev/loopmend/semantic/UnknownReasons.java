package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;

/// What is in the way of telling where functions run: of each the first few reasons that differ,
/// its own before those that it has from its callers. Each reason of a function goes on along each
/// of its calls once, so the work is linear.
final class UnknownReasons {
  /// Of so many of a function people are told.
  private static final int MOST = 4;

  private static final int NONE = -1;

  private final List<Reason> reasons = new ArrayList<>();

  /// By function the numbers of its reasons, with `NONE` behind the last.
  private final int[] slots;

  /// The functions that have more of them.
  private final BitSet more = new BitSet();

  /// Functions with a reason that they have got, in the order in which they got them.
  private final IntList queue = new IntList();

  UnknownReasons(int functions) {
    this.slots = new int[functions * MOST];
    Arrays.fill(slots, NONE);
  }

  boolean isEmpty(int function) {
    return slots[function * MOST] == NONE;
  }

  void add(int function, Reason why) {
    int slot = slotFor(function, why);
    if (slot != NONE) {
      reasons.add(why);
      fill(slot, function, reasons.size() - 1);
    }
  }

  private void fill(int slot, int function, int reason) {
    slots[slot] = reason;
    queue.add(function, reason);
  }

  /// The free place for a reason, or `NONE` if the function has it, or has enough.
  private int slotFor(int function, Reason why) {
    for (int slot = function * MOST; slot < (function + 1) * MOST; slot++) {
      if (slots[slot] == NONE) {
        return slot;
      }
      if (reasons.get(slots[slot]).clause().equals(why.clause())) {
        if (!reasons.get(slots[slot]).equals(why)) {
          more.set(function);
        }
        return NONE;
      }
    }
    more.set(function);
    return NONE;
  }

  /// Hands the reasons of all functions on to those that they call; gives the number of calls that
  /// were looked at.
  long spread(IntFunction<int[]> calleesOf) {
    long steps = 0;
    for (int at = 0; at < queue.size(); at += 2) {
      int reason = queue.get(at + 1);
      for (int callee : calleesOf.apply(queue.get(at))) {
        steps++;
        int slot = slotFor(callee, reasons.get(reason));
        if (slot != NONE) {
          fill(slot, callee, reason);
        }
      }
    }
    queue.clear();
    return steps;
  }

  /// The reasons of a function for people.
  List<String> texts(int function, Workspace workspace) {
    List<String> texts = new ArrayList<>();
    for (int slot = function * MOST; slot < (function + 1) * MOST; slot++) {
      if (slots[slot] != NONE) {
        texts.add(reasons.get(slots[slot]).text(workspace));
      }
    }
    if (more.get(function)) {
      texts.add("and others");
    }
    return texts;
  }
}
