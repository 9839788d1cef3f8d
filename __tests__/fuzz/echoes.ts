/** Texts in which a platform or a tool gives a secret back. */
export function echoesOf(secret: string): readonly string[] {
  return [
    secret,
    ` ${secret} `,
    encodeURIComponent(secret),
    JSON.stringify(secret),
    Buffer.from(`id:${secret}`).toString('base64'),
    Buffer.from(secret).toString('hex'),
  ];
}
