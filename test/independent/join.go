// Joins the bodies of shards, cut out with head -c, to the payload of a sealed object. Written from
// docs/formats/sealed-object.md alone: the Reed-Solomon code is that of klauspost, nothing is of Kontor.
//
//	join <k> <m> <payload bytes> <out> <body 0> ... <body k+m-1>     "-" for a shard that is lost
package main

import (
	"log"
	"os"
	"strconv"

	"github.com/klauspost/reedsolomon"
)

const blockBytes = 262144
const minBlockBytes = 64

func main() {
	k, m, left := number(os.Args[1]), number(os.Args[2]), number(os.Args[3])
	bodies := make([][]byte, k+m)
	for i := range bodies {
		if name := os.Args[5+i]; name != "-" {
			body, err := os.ReadFile(name)
			check(err)
			bodies[i] = body
		}
	}
	code, err := reedsolomon.New(k, m)
	check(err)
	out, err := os.Create(os.Args[4])
	check(err)
	for at := 0; left > 0; {
		length := blockBytes
		if left <= k*blockBytes {
			length = (left + k - 1) / k
			if length < minBlockBytes {
				length = minBlockBytes
			}
		}
		blocks := make([][]byte, k+m)
		for i, body := range bodies {
			if body != nil {
				blocks[i] = body[at : at+length]
			}
		}
		check(code.ReconstructData(blocks))
		for _, block := range blocks[:k] {
			take := length
			if take > left {
				take = left
			}
			_, err := out.Write(block[:take])
			check(err)
			left -= take
		}
		at += length
	}
	check(out.Close())
}

func number(text string) int {
	value, err := strconv.Atoi(text)
	check(err)
	return value
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
