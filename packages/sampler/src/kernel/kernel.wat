;; The passes over a whole vocabulary, four logits at a time. javascript.ts does the same where there is no
;; WebAssembly. A block is 64 logits (256 bytes) and the logits end with a full one; webassembly.ts lays
;; out the memory. Constants are in locals because engines build a v128.const anew at every use. Made into
;; bytes.ts by scripts/assemble-kernel.ts.
(module
  (memory (export "memory") 1)

  ;; Writes the largest logit of each block. Returns 0 if any logit is NaN or +Infinity.
  (func (export "findMaxima") (param $at i32) (param $end i32) (param $out i32) (result i32)
    (local $blockEnd i32) (local $x v128) (local $max v128) (local $sound v128)
    (local $infinity v128) (local $nothing v128)
    (local.set $infinity (v128.const f32x4 inf inf inf inf))
    (local.set $nothing (v128.const f32x4 -inf -inf -inf -inf))
    (local.set $sound (v128.const i32x4 -1 -1 -1 -1))
    (loop $blocks
      (local.set $max (local.get $nothing))
      (local.set $blockEnd (i32.add (local.get $at) (i32.const 256)))
      (loop $block
        (local.set $x (v128.load (local.get $at)))
        (local.set $max (f32x4.pmax (local.get $max) (local.get $x)))
        (local.set $sound
          (v128.and (local.get $sound) (f32x4.lt (local.get $x) (local.get $infinity))))
        (local.set $x (v128.load offset=16 (local.get $at)))
        (local.set $max (f32x4.pmax (local.get $max) (local.get $x)))
        (local.set $sound
          (v128.and (local.get $sound) (f32x4.lt (local.get $x) (local.get $infinity))))
        (local.set $x (v128.load offset=32 (local.get $at)))
        (local.set $max (f32x4.pmax (local.get $max) (local.get $x)))
        (local.set $sound
          (v128.and (local.get $sound) (f32x4.lt (local.get $x) (local.get $infinity))))
        (local.set $x (v128.load offset=48 (local.get $at)))
        (local.set $max (f32x4.pmax (local.get $max) (local.get $x)))
        (local.set $sound
          (v128.and (local.get $sound) (f32x4.lt (local.get $x) (local.get $infinity))))
        (local.set $at (i32.add (local.get $at) (i32.const 64)))
        (br_if $block (i32.lt_u (local.get $at) (local.get $blockEnd))))
      (local.set $max (f32x4.pmax (local.get $max)
        (i8x16.shuffle 8 9 10 11 12 13 14 15 0 1 2 3 4 5 6 7 (local.get $max) (local.get $max))))
      (local.set $max (f32x4.pmax (local.get $max)
        (i8x16.shuffle 4 5 6 7 0 1 2 3 12 13 14 15 8 9 10 11 (local.get $max) (local.get $max))))
      (f32.store (local.get $out) (f32x4.extract_lane 0 (local.get $max)))
      (local.set $out (i32.add (local.get $out) (i32.const 4)))
      (br_if $blocks (i32.lt_u (local.get $at) (local.get $end))))
    (i32x4.all_true (local.get $sound)))

  ;; Sets every logit whose bit is 0 to -Infinity; a word has the bits of 32 logits. Returns 0 if any of
  ;; those set was NaN or +Infinity.
  (func (export "applyMask") (param $at i32) (param $end i32) (param $words i32) (result i32)
    (local $word i32) (local $groupEnd i32) (local $x v128) (local $allowed v128)
    (local $sound v128) (local $infinity v128) (local $nothing v128) (local $bits v128)
    (local.set $infinity (v128.const f32x4 inf inf inf inf))
    (local.set $nothing (v128.const f32x4 -inf -inf -inf -inf))
    (local.set $bits (v128.const i32x4 1 2 4 8))
    (local.set $sound (v128.const i32x4 -1 -1 -1 -1))
    (loop $groups
      (local.set $word (i32.load (local.get $words)))
      (local.set $groupEnd (i32.add (local.get $at) (i32.const 128)))
      (if (i32.eq (local.get $word) (i32.const -1))
        (then (local.set $at (local.get $groupEnd)))
        (else
          (loop $group
            (local.set $x (v128.load (local.get $at)))
            (local.set $allowed (i32x4.eq (local.get $bits)
              (v128.and (local.get $bits) (i32x4.splat (local.get $word)))))
            (local.set $sound (v128.and (local.get $sound) (v128.or (local.get $allowed)
              (f32x4.lt (local.get $x) (local.get $infinity)))))
            (v128.store (local.get $at)
              (v128.bitselect (local.get $x) (local.get $nothing) (local.get $allowed)))
            (local.set $word (i32.shr_u (local.get $word) (i32.const 4)))
            (local.set $at (i32.add (local.get $at) (i32.const 16)))
            (br_if $group (i32.lt_u (local.get $at) (local.get $groupEnd))))))
      (local.set $words (i32.add (local.get $words) (i32.const 4)))
      (br_if $groups (i32.lt_u (local.get $at) (local.get $end))))
    (i32x4.all_true (local.get $sound))))
