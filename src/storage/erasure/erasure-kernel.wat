;; Reed-Solomon kernel: output[r][i] = XOR over j of coefficient[r][j] * input[j][i], in GF(2^8).
;;
;; rows1, rows2: one or two outputs in one pass over the inputs.
;;   $inputs   address of $count addresses (i32), one per input; $count >= 1
;;   $outputs  address of one or two addresses (i32)
;;   $tables   for each input, for each output: 16 products of the low nibble, then 16 of the high nibble
;;   $length   bytes; worked off in steps of 32, so inputs are read and outputs written up to the next multiple
;; Multiplying by a constant is two 16-entry table look-ups, and a look-up is one swizzle.
;; Built into erasure-kernel.wasm.ts by scripts/build-erasure-kernel.mjs.
(module
  (memory (export "memory") 16 16)

  (func (export "rows1") (param $inputs i32) (param $count i32) (param $outputs i32)
    (param $tables i32) (param $length i32)
    (local $offset i32) (local $input i32) (local $table i32) (local $from i32)
    (local $mask v128) (local $bytes v128) (local $low v128) (local $high v128)
    (local $to0 i32) (local $low0 v128) (local $high0 v128) (local $sum00 v128) (local $sum01 v128)
    (local.set $mask (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15))
    (local.set $to0 (i32.load offset=0 (local.get $outputs)))
    (block $done
      (loop $columns
        (br_if $done (i32.ge_u (local.get $offset) (local.get $length)))
        (local.set $sum00 (v128.const i64x2 0 0))
        (local.set $sum01 (v128.const i64x2 0 0))
        (local.set $input (i32.const 0))
        (local.set $table (local.get $tables))
        (loop $each
          (local.set $from
            (i32.add
              (i32.load (i32.add (local.get $inputs) (i32.shl (local.get $input) (i32.const 2))))
              (local.get $offset)))
          (local.set $low0 (v128.load offset=0 (local.get $table)))
          (local.set $high0 (v128.load offset=16 (local.get $table)))
          (local.set $bytes (v128.load offset=0 (local.get $from)))
          (local.set $low (v128.and (local.get $bytes) (local.get $mask)))
          (local.set $high (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $mask)))
          (local.set $sum00
            (v128.xor (local.get $sum00)
              (v128.xor
                (i8x16.swizzle (local.get $low0) (local.get $low))
                (i8x16.swizzle (local.get $high0) (local.get $high)))))
          (local.set $bytes (v128.load offset=16 (local.get $from)))
          (local.set $low (v128.and (local.get $bytes) (local.get $mask)))
          (local.set $high (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $mask)))
          (local.set $sum01
            (v128.xor (local.get $sum01)
              (v128.xor
                (i8x16.swizzle (local.get $low0) (local.get $low))
                (i8x16.swizzle (local.get $high0) (local.get $high)))))
          (local.set $table (i32.add (local.get $table) (i32.const 32)))
          (local.set $input (i32.add (local.get $input) (i32.const 1)))
          (br_if $each (i32.lt_u (local.get $input) (local.get $count))))
        (v128.store offset=0 (i32.add (local.get $to0) (local.get $offset)) (local.get $sum00))
        (v128.store offset=16 (i32.add (local.get $to0) (local.get $offset)) (local.get $sum01))
        (local.set $offset (i32.add (local.get $offset) (i32.const 32)))
        (br $columns))))

  (func (export "rows2") (param $inputs i32) (param $count i32) (param $outputs i32)
    (param $tables i32) (param $length i32)
    (local $offset i32) (local $input i32) (local $table i32) (local $from i32)
    (local $mask v128) (local $bytes v128) (local $low v128) (local $high v128)
    (local $to0 i32) (local $low0 v128) (local $high0 v128) (local $sum00 v128) (local $sum01 v128)
    (local $to1 i32) (local $low1 v128) (local $high1 v128) (local $sum10 v128) (local $sum11 v128)
    (local.set $mask (v128.const i8x16 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15 15))
    (local.set $to0 (i32.load offset=0 (local.get $outputs)))
    (local.set $to1 (i32.load offset=4 (local.get $outputs)))
    (block $done
      (loop $columns
        (br_if $done (i32.ge_u (local.get $offset) (local.get $length)))
        (local.set $sum00 (v128.const i64x2 0 0))
        (local.set $sum01 (v128.const i64x2 0 0))
        (local.set $sum10 (v128.const i64x2 0 0))
        (local.set $sum11 (v128.const i64x2 0 0))
        (local.set $input (i32.const 0))
        (local.set $table (local.get $tables))
        (loop $each
          (local.set $from
            (i32.add
              (i32.load (i32.add (local.get $inputs) (i32.shl (local.get $input) (i32.const 2))))
              (local.get $offset)))
          (local.set $low0 (v128.load offset=0 (local.get $table)))
          (local.set $high0 (v128.load offset=16 (local.get $table)))
          (local.set $low1 (v128.load offset=32 (local.get $table)))
          (local.set $high1 (v128.load offset=48 (local.get $table)))
          (local.set $bytes (v128.load offset=0 (local.get $from)))
          (local.set $low (v128.and (local.get $bytes) (local.get $mask)))
          (local.set $high (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $mask)))
          (local.set $sum00
            (v128.xor (local.get $sum00)
              (v128.xor
                (i8x16.swizzle (local.get $low0) (local.get $low))
                (i8x16.swizzle (local.get $high0) (local.get $high)))))
          (local.set $sum10
            (v128.xor (local.get $sum10)
              (v128.xor
                (i8x16.swizzle (local.get $low1) (local.get $low))
                (i8x16.swizzle (local.get $high1) (local.get $high)))))
          (local.set $bytes (v128.load offset=16 (local.get $from)))
          (local.set $low (v128.and (local.get $bytes) (local.get $mask)))
          (local.set $high (v128.and (i16x8.shr_u (local.get $bytes) (i32.const 4)) (local.get $mask)))
          (local.set $sum01
            (v128.xor (local.get $sum01)
              (v128.xor
                (i8x16.swizzle (local.get $low0) (local.get $low))
                (i8x16.swizzle (local.get $high0) (local.get $high)))))
          (local.set $sum11
            (v128.xor (local.get $sum11)
              (v128.xor
                (i8x16.swizzle (local.get $low1) (local.get $low))
                (i8x16.swizzle (local.get $high1) (local.get $high)))))
          (local.set $table (i32.add (local.get $table) (i32.const 64)))
          (local.set $input (i32.add (local.get $input) (i32.const 1)))
          (br_if $each (i32.lt_u (local.get $input) (local.get $count))))
        (v128.store offset=0 (i32.add (local.get $to0) (local.get $offset)) (local.get $sum00))
        (v128.store offset=16 (i32.add (local.get $to0) (local.get $offset)) (local.get $sum01))
        (v128.store offset=0 (i32.add (local.get $to1) (local.get $offset)) (local.get $sum10))
        (v128.store offset=16 (i32.add (local.get $to1) (local.get $offset)) (local.get $sum11))
        (local.set $offset (i32.add (local.get $offset) (i32.const 32)))
        (br $columns)))))
