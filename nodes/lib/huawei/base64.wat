;; Base64 (RFC 4648, section 4) of 12 bytes at a time, with the vector instructions of WebAssembly 2.0.
;; After Wojciech Muła, Daniel Lemire: "Faster Base64 Encoding and Decoding using AVX2 Instructions", 2018.
(module
  ;; Pages of 64 KiB: the constants below, and the rooms of all encoders of base64.ts.
  (memory (export "memory") 115)

  ;; Encodes `length` bytes, a multiple of 12 and more than 0, at `from`; reads 4 bytes beyond. The text begins at `to`.
  (func (export "encode") (param $from i32) (param $length i32) (param $to i32)
    (local $end i32)
    (local $in v128) (local $six v128)
    (local $order v128) (local $first v128) (local $third v128) (local $others v128) (local $shifts v128)
    (local $offsets v128) (local $fifty-one v128) (local $twenty-six v128) (local $thirteen v128)
    ;; From memory, as V8 builds a constant anew in each round.
    (local.set $order (v128.load (i32.const 0)))
    (local.set $first (v128.load (i32.const 16)))
    (local.set $third (v128.load (i32.const 32)))
    (local.set $others (v128.load (i32.const 48)))
    (local.set $shifts (v128.load (i32.const 64)))
    (local.set $offsets (v128.load (i32.const 80)))
    (local.set $fifty-one (v128.load (i32.const 96)))
    (local.set $twenty-six (v128.load (i32.const 112)))
    (local.set $thirteen (v128.load (i32.const 128)))
    (local.set $end (i32.add (local.get $from) (local.get $length)))
    (loop $next
      ;; Bytes a, b, c of each three become b a c b, so that each 16 bits hold two groups of six.
      (local.set $in (i8x16.swizzle (v128.load align=1 (local.get $from)) (local.get $order)))
      ;; Each group of six bits in a byte of its own: the first and third are shifted down, the others up.
      (local.set $six
        (v128.or
          (v128.or
            (v128.and (i32x4.shr_u (local.get $in) (i32.const 10)) (local.get $first))
            (v128.and (i32x4.shr_u (local.get $in) (i32.const 6)) (local.get $third)))
          (i16x8.mul (v128.and (local.get $in) (local.get $others)) (local.get $shifts))))
      ;; Its letter is that far away: the table is asked for 13 (A-Z), 0 (a-z), 1 to 10 (0-9), 11 (+) or 12 (/).
      (v128.store align=1 (local.get $to)
        (i8x16.add (local.get $six)
          (i8x16.swizzle (local.get $offsets)
            (v128.or
              (i8x16.sub_sat_u (local.get $six) (local.get $fifty-one))
              (v128.and (i8x16.gt_s (local.get $twenty-six) (local.get $six)) (local.get $thirteen))))))
      (local.set $from (i32.add (local.get $from) (i32.const 12)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end)))))

  (data (i32.const 0)
    "\01\00\02\01\04\03\05\04\07\06\08\07\0a\09\0b\0a"
    "\3f\00\00\00\3f\00\00\00\3f\00\00\00\3f\00\00\00"
    "\00\00\3f\00\00\00\3f\00\00\00\3f\00\00\00\3f\00"
    "\f0\03\3f\00\f0\03\3f\00\f0\03\3f\00\f0\03\3f\00"
    "\10\00\00\01\10\00\00\01\10\00\00\01\10\00\00\01"
    ;; 71 (a - 26), ten times -4 (0 - 52), -19 (+ - 62), -16 (/ - 63), 65 (A)
    "\47\fc\fc\fc\fc\fc\fc\fc\fc\fc\fc\ed\f0\41\00\00"
    "\33\33\33\33\33\33\33\33\33\33\33\33\33\33\33\33"
    "\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a\1a"
    "\0d\0d\0d\0d\0d\0d\0d\0d\0d\0d\0d\0d\0d\0d\0d\0d"))
