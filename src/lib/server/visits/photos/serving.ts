/** A photo for a browser: of a type that runs nothing, whatever its bytes are. */
export const photoResponse = (bytes: Buffer, type: string, disposition: string) =>
	new Response(new Uint8Array(bytes), {
		headers: {
			'content-type': type,
			'content-length': String(bytes.length),
			'content-disposition': disposition,
			'content-security-policy': "default-src 'none'; sandbox",
			'cross-origin-resource-policy': 'same-origin',
			'x-content-type-options': 'nosniff'
		}
	});
