;; Base64 (RFC 4648, section 4) of 12 bytes at a time, with the vector instructions of WebAssembly 2.0.
;; After Wojciech Muła, Daniel Lemire: "Faster Base64 Encoding and Decoding using AVX2 Instructions", 2018.
(module
  ;; Pages of 64 KiB: the constants below, and the rooms of all encoders of base64.ts.
  (memory (export "memory") 66)

  ;; Encodes `length` bytes, a multiple of 12 and more than 0, at `from`; reads 4 bytes beyond. The text begins at `to`.
  ;; It may overwrite the bytes: none that is still to be read, where `from` is at least `to` + `length` / 3.
  (func (export "encode") (param $from i32) (param $length i32) (param $to i32)
    (local $end i32)
    (local $in v128) (local $six v128)
    (local $order v128) (local $factors v128) (local $upper v128)
    (local $offsets v128) (local $fifty-one v128) (local $twenty-five v128)
    ;; From memory, as V8 builds a constant anew in each round.
    (local.set $order (v128.load (i32.const 0)))
    (local.set $factors (v128.load (i32.const 16)))
    (local.set $upper (v128.load (i32.const 32)))
    (local.set $offsets (v128.load (i32.const 48)))
    (local.set $fifty-one (v128.load (i32.const 64)))
    (local.set $twenty-five (v128.load (i32.const 80)))
    (local.set $end (i32.add (local.get $from) (local.get $length)))
    (loop $next
      ;; Bytes a, b, c of each three become b a c b: 16 bits with the first two groups of six at the top, and 16 with the
      ;; other two at the bottom, which the factor 16 brings to the top.
      (local.set $in
        (i16x8.mul (i8x16.swizzle (v128.load align=1 (local.get $from)) (local.get $order)) (local.get $factors)))
      ;; Each group in a byte of its own: the upper one of each 16 bits goes down, the lower one up.
      (local.set $six
        (v128.or
          (i16x8.shr_u (local.get $in) (i32.const 10))
          (v128.and (i16x8.shl (local.get $in) (i32.const 4)) (local.get $upper))))
      ;; Its letter is that far away: the table is asked for 0 (A-Z), 1 (a-z), 2 to 11 (0-9), 12 (+) or 13 (/).
      (v128.store align=1 (local.get $to)
        (i8x16.add (local.get $six)
          (i8x16.swizzle (local.get $offsets)
            (i8x16.sub
              (i8x16.sub_sat_u (local.get $six) (local.get $fifty-one))
              (i8x16.gt_s (local.get $six) (local.get $twenty-five))))))
      (local.set $from (i32.add (local.get $from) (i32.const 12)))
      (local.set $to (i32.add (local.get $to) (i32.const 16)))
      (br_if $next (i32.lt_u (local.get $from) (local.get $end)))))

  (data (i32.const 0)
    "\01\00\02\01\04\03\05\04\07\06\08\07\0a\09\0b\0a"
    "\01\00\10\00\01\00\10\00\01\00\10\00\01\00\10\00"
    "\00\3f\00\3f\00\3f\00\3f\00\3f\00\3f\00\3f\00\3f"
    ;; 65 (A - 0), 71 (a - 26), ten times -4 (0 - 52), -19 (+ - 62), -16 (/ - 63)
    "\41\47\fc\fc\fc\fc\fc\fc\fc\fc\fc\fc\ed\f0\00\00"
    "\33\33\33\33\33\33\33\33\33\33\33\33\33\33\33\33"
    "\19\19\19\19\19\19\19\19\19\19\19\19\19\19\19\19"))
