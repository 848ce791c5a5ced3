package io.npyio.pickle;

import org.jspecify.annotations.Nullable;

/** The instructions of protocols 0 to 5, named as in Python's {@code pickletools}. */
enum Opcode {
  // ends and frames
  PROTO(0x80),
  FRAME(0x95),
  STOP('.'),
  // constants
  NONE('N'),
  NEWTRUE(0x88),
  NEWFALSE(0x89),
  // integers
  INT('I'),
  BININT('J'),
  BININT1('K'),
  BININT2('M'),
  LONG('L'),
  LONG1(0x8a),
  LONG4(0x8b),
  // floats
  FLOAT('F'),
  BINFLOAT('G'),
  // text
  UNICODE('V'),
  SHORT_BINUNICODE(0x8c),
  BINUNICODE('X'),
  BINUNICODE8(0x8d),
  // byte strings of Python 2
  STRING('S'),
  BINSTRING('T'),
  SHORT_BINSTRING('U'),
  // bytes
  BINBYTES('B'),
  SHORT_BINBYTES('C'),
  BINBYTES8(0x8e),
  BYTEARRAY8(0x96),
  // containers
  MARK('('),
  EMPTY_TUPLE(')'),
  TUPLE('t'),
  TUPLE1(0x85),
  TUPLE2(0x86),
  TUPLE3(0x87),
  EMPTY_LIST(']'),
  LIST('l'),
  APPEND('a'),
  APPENDS('e'),
  EMPTY_DICT('}'),
  DICT('d'),
  SETITEM('s'),
  SETITEMS('u'),
  EMPTY_SET(0x8f),
  ADDITEMS(0x90),
  FROZENSET(0x91),
  // the memo
  PUT('p'),
  BINPUT('q'),
  LONG_BINPUT('r'),
  MEMOIZE(0x94),
  GET('g'),
  BINGET('h'),
  LONG_BINGET('j'),
  // names and calls
  GLOBAL('c'),
  STACK_GLOBAL(0x93),
  REDUCE('R'),
  NEWOBJ(0x81),
  NEWOBJ_EX(0x92),
  INST('i'),
  OBJ('o'),
  BUILD('b'),
  // refused: arrays of plain values do not need them
  POP('0'),
  POP_MARK('1'),
  DUP('2'),
  PERSID('P'),
  BINPERSID('Q'),
  EXT1(0x82),
  EXT2(0x83),
  EXT4(0x84),
  NEXT_BUFFER(0x97),
  READONLY_BUFFER(0x98);

  private static final @Nullable Opcode[] BY_CODE = new @Nullable Opcode[256];

  static {
    for (Opcode opcode : values()) {
      BY_CODE[opcode.code] = opcode;
    }
  }

  private final int code;

  Opcode(int code) {
    this.code = code;
  }

  /** The byte in the pickle. */
  int code() {
    return code;
  }

  static @Nullable Opcode of(int code) {
    return BY_CODE[code];
  }
}
